/** A name that says what the column holds: ratings, reviews, orders, views, in the languages of `columnWords`. */
import { attentionWords, feedbackWords, outcomeWords, ruleWords, sellerWords, wordsOfName } from '@shared/columnWords';
import { leakMessages } from '@shared/messages/leaks';
import { chanceShare, type LeakDetector } from './study';

export const outcomeName: LeakDetector = {
  kind: 'name',
  look({ rows }, { name, skill }) {
    const words = wordsOfName(name);
    if (words.some((word) => sellerWords.has(word) || ruleWords.has(word))) return null;
    const outcome = words.find((word) => feedbackWords.has(word) || outcomeWords.has(word));
    const attention = words.find((word) => attentionWords.has(word));
    const word = outcome ?? attention;
    if (word === undefined) return null;
    // A name alone is no proof: it must tell something as well.
    const accuses = skill >= 2 * chanceShare(rows.length);
    return { kind: 'name', accuses, sentence: outcome === undefined ? leakMessages.name.attention(name, word, skill) : leakMessages.name.outcome(name, word, skill), evidence: { word, skill }, partners: [] };
  },
};
