import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../../../src/renderer/app/router';
import { dataAddress, readDataView, type DataView } from '../../../../../src/renderer/features/data/dataAddress';

describe('the address of a view of data', () => {
  it('comes back as it went in, with any column name', () => {
    const view: DataView = { tab: 'columns', column: '__proto__', sort: { key: 'a & b?', descending: true }, search: 'été', filters: [{ column: 'x', operator: 'equals', value: 5 }] };
    expect(readDataView(parseAddress(dataAddress('s', view)))).toEqual(view);
  });
  it('a filter typed by hand that is none is left out', () => {
    expect(readDataView(parseAddress('#/data/s?filters=[{"column":1}]')).filters).toEqual([]);
    expect(readDataView(parseAddress('#/data/s?filters={{')).filters).toEqual([]);
  });
  it('a plain address shows the rows', () => {
    expect(readDataView(parseAddress('#/data/s'))).toEqual({ tab: 'rows', column: null, sort: null, search: '', filters: [] });
  });
});
