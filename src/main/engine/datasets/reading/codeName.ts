/** Names that say code: product_id, sku, merchantId, zip. */

const codeName = /(^|[_\s-])(id|ids|sku|ean|upc|gtin|asin|isbn|uuid|guid|code|key|zip|postcode|plz|phone)$|(Id|ID|Sku|SKU)$/;

export function hasCodeName(name: string): boolean {
  return codeName.test(name);
}
