/** What is said of files and drives that do not do what is asked of them. */
import { byteSize } from './byteSize';

/** A name may hold anything but a slash; what would break the line is shown as its code. */
function shown(path: string): string {
  const visible = path.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return visible.length <= 300 ? visible : `${visible.slice(0, 100)}…${visible.slice(-100)}`;
}

export const drivesMessages = {
  shown,
  full: (folder: string | undefined, freeBytes: number | undefined): string =>
    `There is no space left on the drive of ${folder === undefined ? 'the project' : shown(folder)}${freeBytes === undefined ? '' : `: ${byteSize(freeBytes)} are free`}. What was begun was undone. Free some space on it and try again.`,
  fullFor: (folder: string, file: string, neededBytes: number, freeBytes: number): string =>
    `The drive of the project ${shown(folder)} has no space for ${shown(file)}: reading it in takes about ${byteSize(neededBytes)} while it lasts, and ${byteSize(freeBytes)} are free. Nothing was stored. Free some space on that drive and import the file again.`,
  unwritable: (path: string | undefined): string =>
    `Almanac may not write to ${path === undefined ? 'the folder of the project' : shown(path)}: it is read-only, or it belongs to somebody else. Nothing was changed. Make it writable, or work in a folder of your own.`,
  failing: (path: string | undefined): string =>
    `The drive of ${path === undefined ? 'the project or of the file' : shown(path)} does not give or take what is asked of it (input/output error): it fails, was taken out, or its network is gone. What was begun was undone. Connect it again, or copy what lies on it to another drive, and try again.`,
  tooManyOpen: 'The system lets Almanac open no more files: as many as it allows are open already. What was begun was undone. Close other programs, or raise the limit of open files, and try again.',
  missing: (path: string): string => `There is no file at ${shown(path)}. Check the name and try again.`,
  missingNamedInBytes: (path: string): string => `There is no file at ${shown(path)}. Where its name holds characters that are not UTF-8 it cannot be named here: rename the file and try again.`,
  missingTarget: (path: string): string => `${shown(path)} is a link, and the file it leads to is not there. Choose the file itself.`,
  nameTooLong: (path: string): string => `The name ${shown(path)} is longer than a file's name can be. Check the name and try again.`,
  unreadable: (path: string): string => `${shown(path)} may not be read: you have no permission for it. Change its permissions, or ask whom it belongs to, and try again.`,
  noFile: (path: string, kind: 'folder' | 'pipe' | 'socket' | 'device' | 'other'): string => {
    if (kind === 'folder') return `${shown(path)} is a folder, not a file. Choose a file in it.`;
    const what = { pipe: 'a pipe', socket: 'a socket', device: 'a device', other: 'something else' }[kind];
    return `${shown(path)} is ${what}, not a file. ${kind === 'pipe' ? 'Save what comes through it in a file, or give it to the command import by -, and import that.' : 'Save the table in a file and choose that.'}`;
  },
  ownFile: (path: string): string => `${shown(path)} is one of the files that Almanac keeps the project in. Choose the file that you got the table from.`,
  gone: (name: string): string => `The file ${shown(name)} is no longer where it was. Nothing was stored. Choose it again.`,
  changedWhileRead: (name: string): string => `${shown(name)} was changed while it was read. Nothing was stored. Wait until the program that writes it is done, and import it again.`,
  changedSinceLook: (name: string, before: number, now: number): string =>
    `${shown(name)} is not the file any more that was looked at: ${before === now ? 'it was written again since' : `it had ${byteSize(before)} then and has ${byteSize(now)} now`}. Nothing was stored. Choose it again and look at what it holds now.`,
  notSaved: (path: string): string => `The file could not be written to ${shown(path)}. Choose another folder.`,
} as const;
