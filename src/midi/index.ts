export { type MidiMove, readMessage } from './messages';
export * from './port';
export { type Grip, takesOver } from './takeover';
export { isMidiGranted, webMidiPort } from './web-midi';
