/**
 * Imported before all else by what starts on its own: the compiled form of the programs is kept in the user's cache
 * folder, which saves a third of the time a command needs to start. Where that cannot be written, Node does without.
 */
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const { env, platform } = process;
const cacheFolder = platform === 'win32' ? (env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')) : platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : env['XDG_CACHE_HOME'] || join(homedir(), '.cache');

enableCompileCache(join(cacheFolder, 'almanac', 'compiled'));
