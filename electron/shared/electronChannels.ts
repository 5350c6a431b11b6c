/** The IPC channels between Electron's main process and the preload script. */
export const electronChannels = {
  command: 'beatbench:command',
  host: 'beatbench:host',
  dropped: 'beatbench:dropped',
  droppedFolder: 'beatbench:droppedFolder',
  news: 'beatbench:news',
} as const
