/**
 * Makes the shipped samples: an invented summer shop (listings in the shape of a market place's export, and weekly
 * sales). Seeded, so that the files can be made again byte for byte: `node scripts/makeSamples.mjs`.
 * Every name, merchant and number is invented; relations between columns are chosen so that an honest model has something to find,
 * and so that rating counts give the answer away, as they do in real exports.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../src/main/engine/math/random.ts';
import { projectRoot } from './say.mjs';

const seed = 20200824;
const products = 1150;
const repeatedRows = 170;
const merchants = 420;
const weeklyProducts = 60;
const weeks = 104;

const steps = [10, 50, 100, 1000, 5000, 10000, 20000, 50000, 100000];
const garments = [
  ['sundress', 0.5], ['linen shirt', 0.1], ['tank top', 0.3], ['beach shorts', 0.2], ['swimsuit', 0.7], ['straw hat', -0.4], ['wrap skirt', 0], ['sandals', -0.2], ['kimono', -0.3], ['romper', 0.4], ['t-shirt', 0.6], ['maxi dress', 0.5],
];
const styles = ['floral', 'striped', 'boho', 'casual', 'vintage', 'oversized', 'cropped', 'pleated', 'tie-dye', 'plain', 'printed', 'lace'];
const colours = [['white', 0.3], ['black', 0.5], ['red', 0.1], ['blue', 0.1], ['green', -0.1], ['yellow', -0.2], ['pink', 0.1], ['navy', 0], ['khaki', -0.2], ['orange', -0.3], ['White', 0.3], ['Black', 0.5]];
const sizes = ['XXS', 'XS', 'S', 'S', 'S', 'M', 'M', 'L', 'XL', 'XXL', 'S.', 'Size M', 'xs', ''];
const origins = ['CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'US', 'VE', 'SG', ''];
const syllables = ['ba', 'lo', 'mi', 'ra', 'ten', 'sha', 'ko', 'vel', 'nu', 'pri', 'zan', 'feo', 'du', 'qui', 'ser'];

function pick(random, list) {
  return list[random.integer(list.length)];
}

function hexId(random) {
  return Array.from({ length: 24 }, () => random.integer(16).toString(16)).join('');
}

function word(random, length) {
  return Array.from({ length }, () => pick(random, syllables)).join('');
}

function toCsv(header, rows) {
  const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

function makeMerchants(random) {
  return Array.from({ length: merchants }, () => {
    const strength = random.normal();
    return {
      id: hexId(random),
      name: word(random, 2 + random.integer(2)),
      ratingCount: Math.round(Math.exp(7 + 2 * strength)),
      rating: Math.min(5, Math.max(2.5, 4 + 0.12 * strength + 0.2 * random.normal())).toFixed(3),
      hasPicture: random.next() < 0.15 ? 1 : 0,
      strength,
    };
  });
}

const listingHeader = [
  'title', 'price', 'retail_price', 'currency_buyer', 'units_sold', 'uses_ad_boosts', 'rating', 'rating_count', 'rating_five_count', 'rating_four_count', 'rating_three_count', 'rating_two_count', 'rating_one_count',
  'badges_count', 'badge_local_product', 'badge_product_quality', 'badge_fast_shipping', 'tags', 'product_color', 'product_variation_size_id', 'product_variation_inventory', 'shipping_option_name', 'shipping_option_price', 'shipping_is_express',
  'countries_shipped_to', 'inventory_total', 'has_urgency_banner', 'urgency_text', 'origin_country', 'merchant_name', 'merchant_rating_count', 'merchant_rating', 'merchant_id', 'merchant_has_profile_picture', 'product_id', 'theme', 'crawl_month',
];

/** Rating counts follow the true sales, so they are known only after them. */
function makeRatings(random, sales) {
  const count = Math.round(sales * (0.06 + 0.1 * random.next()));
  const good = Math.min(0.9, Math.max(0.3, 0.6 + 0.12 * random.normal()));
  const shares = [good * 0.7, good * 0.3, (1 - good) * 0.5, (1 - good) * 0.2];
  const counts = shares.map((share) => Math.round(count * share));
  counts.push(Math.max(0, count - counts.reduce((sum, value) => sum + value, 0)));
  const total = counts.reduce((sum, value) => sum + value, 0);
  const rating = total === 0 ? 5 : counts.reduce((sum, value, i) => sum + value * (5 - i), 0) / total;
  return { rating: rating.toFixed(2), total, counts };
}

function makeListing(random, allMerchants) {
  const merchant = pick(random, allMerchants);
  const [garment, garmentEffect] = pick(random, garments);
  const style = pick(random, styles);
  const [colour, colourEffect] = pick(random, colours);
  const price = Math.round((2 + Math.exp(1.6 + 0.5 * random.normal())) * 100) / 100;
  const retail = Math.round(price * (random.next() < 0.35 ? 0.9 : 1 + 4 * random.next() ** 2));
  const isQuality = random.next() < 0.07 ? 1 : 0;
  const isLocal = random.next() < 0.02 ? 1 : 0;
  const isFast = random.next() < 0.02 ? 1 : 0;
  const tagCount = 5 + random.integer(25);
  const tags = ['Summer', garment, style, ...Array.from({ length: tagCount }, () => `${pick(random, styles)} ${pick(random, garments)[0]}`)];
  const inventory = random.next() < 0.6 ? 50 : 1 + random.integer(50);
  const countries = Math.max(6, Math.min(140, Math.round(40 + 20 * random.normal())));
  const latent = 6.1 + 0.75 * merchant.strength + garmentEffect + colourEffect + 0.9 * isQuality - 0.06 * (price - 8) + 0.012 * (inventory - 35) + 0.02 * (tagCount - 17) + 1.15 * random.normal();
  const sales = Math.exp(latent) * 1.2;
  const unitsSold = steps.findLast((step) => sales >= step) ?? steps[0];
  const ratings = makeRatings(random, sales);
  const isUrgent = random.next() < 0.3;
  return [
    `${pick(random, ['2026 new', 'Summer', 'Women', 'Light', 'Soft'])} ${style} ${garment} ${word(random, 2)}`,
    price.toFixed(2), retail, 'EUR', unitsSold, random.next() < 0.43 ? 1 : 0, ratings.rating, ratings.total, ...ratings.counts,
    isLocal + isQuality + isFast, isLocal, isQuality, isFast, tags.join(','), random.next() < 0.03 ? '' : colour, pick(random, sizes), inventory,
    'Standard delivery', Math.max(1, Math.round(price / 4)), random.next() < 0.01 ? 1 : 0, countries, 50, isUrgent ? 1 : '', isUrgent ? 'Only a few left' : '', pick(random, origins),
    merchant.name, merchant.ratingCount, merchant.rating, merchant.id, merchant.hasPicture, hexId(random), 'summer', '2026-08',
  ];
}

function makeListings(random) {
  const allMerchants = makeMerchants(random);
  const rows = Array.from({ length: products }, () => makeListing(random, allMerchants));
  const banner = listingHeader.indexOf('has_urgency_banner');
  const text = listingHeader.indexOf('urgency_text');
  // The same product seen twice with another banner, as crawls bring them.
  for (let i = 0; i < repeatedRows; i++) {
    const copy = [...pick(random, rows)];
    copy[banner] = copy[banner] === 1 ? '' : 1;
    copy[text] = copy[banner] === 1 ? 'Only a few left' : '';
    rows.push(copy);
  }
  return toCsv(listingHeader, rows);
}

function makeWeekly(random) {
  const start = Date.UTC(2024, 0, 1);
  const rows = [];
  for (let product = 0; product < weeklyProducts; product++) {
    const id = `S${String(1001 + product)}`;
    const level = Math.exp(3 + random.normal() * 0.8);
    const listPrice = 5 + 25 * random.next();
    let drift = 0;
    for (let week = 0; week < weeks; week++) {
      drift = 0.97 * drift + 0.05 * random.normal();
      const season = 0.9 * Math.sin((2 * Math.PI * (week - 13)) / 52);
      const onPromotion = random.next() < 0.12 ? 1 : 0;
      const price = listPrice * (onPromotion ? 0.8 : 1);
      const mean = level * Math.exp(season + drift + 0.45 * onPromotion);
      const units = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal() * 1.5));
      rows.push([new Date(start + week * 7 * 86_400_000).toISOString().slice(0, 10), id, units, price.toFixed(2), onPromotion]);
    }
  }
  return toCsv(['week_start', 'product_id', 'units', 'price', 'on_promotion'], rows);
}

const random = createRandom(seed);
const folder = join(projectRoot, 'resources', 'samples');
writeFileSync(join(folder, 'summer-shop.csv'), makeListings(random));
writeFileSync(join(folder, 'summer-shop-weekly.csv'), makeWeekly(random));
