/** Words of the desktop shell: menu, dialogs, and what it says when the engine stops. */
export const shellMessages = {
  appName: 'Almanac',
  menu: {
    file: 'File',
    newProject: 'New project…',
    openProject: 'Open project…',
    importFile: 'Import a file…',
    edit: 'Edit',
    view: 'View',
    palette: 'Go to anything…',
    help: 'Help',
  },
  dialogs: {
    chooseFiles: 'Choose a table to import',
    tables: 'Tables as text (CSV, TSV)',
    allFiles: 'All files',
    saveFile: 'Save',
    newProject: 'Name the folder of the new project',
    newProjectName: 'My project',
    openProject: 'Open a project folder',
  },
  errors: {
    notAProject: 'This folder is not an Almanac project: it holds no almanac.json. Choose the folder that does, or make a new project.',
    folderInUse: 'This folder already holds other files. Choose a new name, so that the project has a folder of its own.',
    unknownRecent: 'This project is no longer in the list. Open it by its folder.',
    recentGone: 'The folder of this project is no longer there. If it was moved, open it where it is now.',
    notAFile: 'Only a file from this computer can be opened here. Save it first, then drop it.',
    refused: 'The window asked for something the shell does not offer.',
    engineDied: 'The engine stopped twice within a minute. What was saved is safe. Reload the window to try again; if it stops again, the log in the project folder says why.',
    engineMissing: 'The engine could not be started. The installation is incomplete; install Almanac again.',
    engineStopped: 'The engine is not running. Reload the window to start it again.',
  },
} as const;
