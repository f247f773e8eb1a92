/** The chance of selling at least so many, step by step, as the app lists it. */
import { stepsInQuestion, summariseReach, type Reach, type ReachCalibration } from '@shared/areas/intervals';
import { reachWords as words } from '@shared/messages/intervals';
import { build, text } from './elements';
import { units } from './units';

export interface ReachSection {
  readonly element: HTMLElement;
  show(reach: readonly Reach[] | undefined): void;
}

export function buildReach(calibration: ReachCalibration | null): ReachSection {
  const held = calibration && summariseReach(calibration);
  const list = build('ul', { class: 'reach' });
  const element = build('section', { 'aria-label': words.title, id: 'reach' }, build('h3', {}, text(words.title)), list, build('p', { class: 'quiet' }, text(`${words.source[calibration?.source ?? 'odds']}${held ? ` ${words.held(held)}` : ''}`)));
  element.hidden = true;
  return {
    element,
    show(reach = []) {
      const open = stepsInQuestion(reach);
      element.hidden = open.length === 0;
      list.replaceChildren(...open.map(rowOf));
    },
  };
}

function rowOf({ step, probability }: Reach): HTMLElement {
  const bar = build('span', {});
  // The policy of the page lets no style in by attribute, only by the program.
  bar.style.width = `${probability * 100}%`;
  return build('li', { 'data-step': String(step), 'data-probability': String(probability) }, build('span', {}, text(words.atLeast(units(step)))), build('span', { class: 'track', 'aria-hidden': 'true' }, bar), build('span', { class: 'chance' }, text(`${Math.round(probability * 100)} %`)));
}
