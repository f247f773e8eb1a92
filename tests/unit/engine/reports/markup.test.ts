/** No text from data can become a tag or leave its attribute. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { markup } from '@engine/reports/markup';
import { style } from '@engine/reports/style';

describe('markup', () => {
  it('escapes text and leaves markup alone', () => {
    const cell = '<img src=x onerror="alert(1)">\'&';
    expect(markup`<td title="${cell}">${markup`<b>${cell}</b>`}${[1, markup`<i>${2}</i>`]}${null}</td>`.source).toBe(
      '<td title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;"><b>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;</b>1<i>2</i></td>',
    );
  });

  it('shows control characters and direction marks instead of obeying them', () => {
    expect(markup`${'a\u0000b\u202Ec\uD800'}`.source).toBe('a\uFFFDb\uFFFDc\uFFFD');
  });

  it('lets no special character through, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => !/[<>"']|&(?!(amp|lt|gt|quot|#39);)/.test(markup`${text}`.source)));
  });

  it('leaves the style sheet as it is', () => {
    expect(markup`${style}`.source).toBe(style);
  });
});
