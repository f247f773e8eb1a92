/** "Read as last time": offers the recipe that fits the file, says what differs, and takes it back. */
import { Button } from '@mantine/core';
import type { RecipeOffer, ShapeFit } from '@shared/areas/recipes';
import { useQuery } from '../../engine';
import { Card } from '../../ui';
import styles from './Import.module.css';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';

const words = wizardMessages.recipe;

export function RecipeBanner({ ticket }: { readonly ticket: string }) {
  const { recipe } = useImportDraft(ticket);
  const { apply, readAfresh } = useImportDrafts();
  const recognised = useQuery('datasets.recognise', { ticket });
  const offers = recognised.data?.recipes ?? [];
  if (recipe) {
    return (
      <Card tone="accent" label={words.label} className={styles.banner ?? ''}>
        <p role="status">{words.applied(recipe.name, recipe.version)} {told(recipe.fit)}</p>
        <Button size="xs" onClick={() => readAfresh(ticket)}>{words.undo}</Button>
      </Card>
    );
  }
  const [best, ...others] = offers;
  if (!best) return null;
  return (
    <Card tone="accent" label={words.label} className={styles.banner ?? ''}>
      <p>{words.seen} {told(best.fit)}</p>
      <span className={styles.choices}>
        {[best, ...others.slice(0, 2)].map((offer: RecipeOffer, index) => (
          <Button key={offer.name} size="xs" variant={index === 0 ? 'light' : 'default'} onClick={() => apply(ticket, offer)}>{words.offer(offer.name, offer.version)}</Button>
        ))}
      </span>
    </Card>
  );
}

function told({ kept, of, added, missing }: ShapeFit): string {
  return [words.kept(kept, of), added.length > 0 ? words.added(added) : '', missing.length > 0 ? words.missing(missing) : ''].filter((part) => part !== '').join(' ');
}
