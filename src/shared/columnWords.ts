/** What the words of a column's name say about what it holds: the seller, what buyers leave behind, what was sold. The one place with these lists. */

/** Words of a name: `ratingFiveCount` and `rating_five_count` are the same three. Accents do not count. */
export function wordsOfName(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Facts of the seller exist before a product is launched, whatever they count. */
export const sellerWords: ReadonlySet<string> = new Set([
  'merchant', 'seller', 'shop', 'store', 'vendor', 'brand', 'supplier',
  'handler', 'haendler', 'verkaufer', 'verkaeufer', 'lieferant', 'marke', 'vendeur', 'marchand', 'boutique', 'fournisseur', 'marque', 'vendedor', 'tienda', 'proveedor', 'marca', 'venditore', 'negozio', 'fornitore', 'loja', 'verkoper', 'winkel', 'sprzedawca', 'sklep',
]);

/** What buyers leave behind exists only after they bought. Written without accents, as `wordsOfName` gives them. */
export const feedbackWords: ReadonlySet<string> = new Set([
  'rating', 'ratings', 'review', 'reviews', 'stars', 'feedback', 'returns', 'returned', 'refund', 'refunds', 'refunded', 'cancelled', 'canceled',
  'bewertung', 'bewertungen', 'rezension', 'rezensionen', 'sterne', 'retoure', 'retouren', 'rucksendung', 'rucksendungen', 'ruecksendungen', 'storniert', 'erstattet',
  'avis', 'evaluations', 'etoiles', 'retours', 'retournes', 'rembourse', 'rembourses', 'annules',
  'resena', 'resenas', 'valoracion', 'valoraciones', 'calificacion', 'calificaciones', 'estrellas', 'devoluciones', 'devueltos', 'reembolsos',
  'recensione', 'recensioni', 'valutazioni', 'stelle', 'resi', 'rimborsi', 'avaliacao', 'avaliacoes', 'estrelas', 'devolucoes', 'beoordeling', 'beoordelingen', 'sterren', 'geretourneerd', 'opinie', 'oceny', 'zwroty',
  '评价', '评分', '退货', 'レビュー', '返品',
]);

export const outcomeWords: ReadonlySet<string> = new Set([
  'sold', 'sales', 'revenue', 'orders', 'units', 'turnover', 'purchases',
  'verkauft', 'verkaufe', 'verkaufte', 'umsatz', 'umsatze', 'umsaetze', 'absatz', 'bestellungen', 'auftrage', 'auftraege', 'kaufe',
  'vendu', 'vendus', 'ventes', 'commandes', 'achats', 'vendido', 'vendidos', 'ventas', 'pedidos', 'ingresos', 'compras', 'venduto', 'venduti', 'vendite', 'ordini', 'fatturato', 'vendas', 'receita', 'verkocht', 'omzet', 'bestellingen', 'sprzedane', 'sprzedaz', 'zamowienia', 'przychod',
  '销量', '订单', '销售额', '売上', '注文数',
]);

/** Counted while a product is on sale, more where it sells more. */
export const attentionWords: ReadonlySet<string> = new Set([
  'views', 'clicks', 'impressions', 'wishlist', 'wishlists', 'cart', 'carts', 'favorites', 'favourites', 'likes',
  'aufrufe', 'klicks', 'merkliste', 'warenkorb', 'vues', 'clics', 'panier', 'vistas', 'carrito', 'favoritos', 'visualizzazioni', 'carrello', 'visualizacoes', 'weergaven', 'wyswietlenia', '浏览', '点击', '閲覧数',
]);

/** Switched on while a product is on sale, often because it sells. */
export const promotionWords: ReadonlySet<string> = new Set(['badge', 'badges', 'urgency', 'banner', 'boost', 'boosts', 'ad', 'ads', 'promotion', 'promo', 'campaign']);

/** With one of these a word of sales is a rule or a measure, not an outcome: `return_policy`, `units_per_pack`, `sold_by`. */
export const ruleWords: ReadonlySet<string> = new Set(['policy', 'policies', 'per', 'by', 'pack', 'allowed', 'par', 'pro', 'je']);
