/** DVC's settings: read as configobj reads them, and a remote added without touching the rest. */
import { expect, it } from 'vitest';
import { folderOf, readDvcConfig, withRemote } from '@engine/interop/dvc/dvcConfig';

const written = `[core]
    remote = store
    autostage = true
['remote "store"']
    url = /mnt/share # the old one
['remote "cloud"']
    url = s3://bucket/path
[cache]
    dir = "../../big disk/cache"
    type = symlink
`;

it('reads cache and remotes; local settings win', () => {
  const config = readDvcConfig(written, '[core]\nremote = cloud\n[\'remote "store"\']\nurl = ../share\n');
  expect(config).toEqual({ cacheDir: '../../big disk/cache', defaultRemote: 'cloud', remotes: new Map([['store', '../share'], ['cloud', 's3://bucket/path']]) });
  expect(readDvcConfig(null, 'no settings\n=\n[broken')).toEqual({ cacheDir: null, defaultRemote: null, remotes: new Map() });
});

it('starts relative addresses at the folder of the settings, and takes no address of another kind', () => {
  expect(folderOf('/repository', '../share')).toBe('/repository/share');
  expect(folderOf('/repository', '/mnt/share')).toBe('/mnt/share');
  expect(folderOf('/repository', 's3://bucket/path')).toBeNull();
});

it('adds a remote once, and makes it the default only where none is', () => {
  const fresh = withRemote(null, 'almanac', '/mnt/share');
  expect(fresh).toEqual({ text: "[core]\n    remote = almanac\n    no_scm = True\n['remote \"almanac\"']\n    url = /mnt/share\n", isDefault: true, name: 'almanac' });
  expect(withRemote(fresh.text, 'almanac', '/mnt/share')).toEqual(fresh);
  const second = withRemote(written, 'almanac', '/mnt/other');
  expect(second).toMatchObject({ isDefault: false, name: 'almanac' });
  expect(second.text).toBe(`${written}['remote "almanac"']\n    url = /mnt/other\n`);
  expect(withRemote(written, 'almanac', '/mnt/share')).toEqual({ text: written, isDefault: true, name: 'store' });
  expect(withRemote('[cache]\ntype = copy', 'almanac', '/x').text).toBe("[core]\n    remote = almanac\n[cache]\ntype = copy\n['remote \"almanac\"']\n    url = /x\n");
  expect(() => withRemote(fresh.text, 'almanac', '/mnt/other')).toThrow(expect.objectContaining({ code: 'conflict' }));
});
