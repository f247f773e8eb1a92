/** The product's version, recorded in every run. */
import manifest from '../../../package.json';

export const appVersion: string = manifest.version;
