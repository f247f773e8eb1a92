/** A model's name for people; an unknown kind keeps its own. */
import { modelKindSchema } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';

export function modelName(model: string): string {
  const known = modelKindSchema.safeParse(model);
  return known.success ? modelWords[known.data].name : model;
}
