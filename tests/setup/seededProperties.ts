/** Property tests draw the same cases each time; ALMANAC_TEST_SEED draws others, and the seed stands in every failure. */
import fc from 'fast-check';

const given = process.env['ALMANAC_TEST_SEED'];
if (given !== undefined && !/^-?\d{1,9}$/.test(given)) throw new Error(`ALMANAC_TEST_SEED is a whole number of at most nine digits, not "${given}".`);

fc.configureGlobal({ seed: given === undefined ? 1 : Number(given) });
