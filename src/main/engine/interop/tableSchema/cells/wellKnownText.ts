/** Whether a text begins with a geometry in Well-Known Text (OGC 06-103r4), by the grammar frictionless-py uses. */

/** Reads on from a place; the place after what was read, or null where it does not fit. */
type Rule = (text: string, at: number) => number | null;

export function isWellKnownText(text: string): boolean {
  return geometry(text, 0) !== null;
}

const number = pattern(/[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy);
const point = sequence(number, number, optional(number), optional(number));
const line = listOf(point);
const circularString = tagged('CIRCULARSTRING', line);
const compoundCurve = tagged('COMPOUNDCURVE', listOf(choice(line, circularString)));
const curve = choice(line, circularString, compoundCurve);
const polygon = listOf(line);
const triangle = choice(word('EMPTY'), inBrackets(line));
const curvePolygon = listOf(curve);
const pointText = choice(word('EMPTY'), inBrackets(point));

const geometry = choice(
  tagged('POINT', pointText),
  tagged('LINESTRING', line),
  circularString,
  compoundCurve,
  tagged('CURVEPOLYGON', curvePolygon),
  tagged('POLYGON', polygon),
  tagged('TRIANGLE', triangle),
  tagged('MULTIPOINT', listOf(pointText)),
  tagged('MULTICURVE', listOf(curve)),
  tagged('MULTILINESTRING', listOf(line)),
  tagged('MULTISURFACE', listOf(choice(sequence(word('CURVEPOLYGON'), curvePolygon), polygon))),
  tagged('MULTIPOLYGON', listOf(polygon)),
  tagged('POLYHEDRALSURFACE', listOf(polygon)),
  tagged('TIN', listOf(triangle)),
  tagged('GEOMETRYCOLLECTION', listOf((text, at) => geometry(text, at))),
);

function tagged(name: string, body: Rule): Rule {
  return sequence(word(name), optional(choice(word('ZM'), word('Z'), word('M'))), body);
}

/** EMPTY, or one or more in brackets. */
function listOf(item: Rule): Rule {
  const rest = repeated(sequence(sign(','), item));
  return choice(word('EMPTY'), inBrackets(sequence(item, rest)));
}

function inBrackets(inner: Rule): Rule {
  return sequence(sign('('), inner, sign(')'));
}

function sequence(...rules: readonly Rule[]): Rule {
  return (text, at) => rules.reduce<number | null>((place, rule) => (place === null ? null : rule(text, place)), at);
}

function choice(...rules: readonly Rule[]): Rule {
  return (text, at) => {
    for (const rule of rules) {
      const place = rule(text, at);
      if (place !== null) return place;
    }
    return null;
  };
}

function optional(rule: Rule): Rule {
  return (text, at) => rule(text, at) ?? at;
}

function repeated(rule: Rule): Rule {
  return (text, at) => {
    let place = at;
    for (let next = rule(text, place); next !== null; next = rule(text, place)) place = next;
    return place;
  };
}

/** A word that ends where it ends: POINTZ is not POINT. */
function word(name: string): Rule {
  return pattern(new RegExp(`${name}(?![a-z0-9])`, 'iy'), name);
}

function sign(character: string): Rule {
  return pattern(new RegExp(`\\${character}`, 'y'));
}

/** Blanks before it are skipped. A word must be written in capitals. */
function pattern(expression: RegExp, exactly?: string): Rule {
  return (text, at) => {
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    expression.lastIndex = start;
    const found = expression.exec(text)?.[0];
    return found === undefined || (exactly !== undefined && found !== exactly) ? null : start + found.length;
  };
}
