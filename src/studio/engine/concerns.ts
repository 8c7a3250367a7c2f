import { audible, type Mix, perChannel } from '../../session';

type Channels = Mix['channels'];

/** What of the channels' settings goes into their programs, as text: the sound does not, and is moved without compiling. */
export function compiledSettings(channels: Channels): string {
  return JSON.stringify(
    perChannel((id) => {
      const { level, parallel, unsafe, mode, dialect, effects } = channels[id];
      return { level, parallel, unsafe, mode, dialect, effects };
    }),
  );
}

/** Which channels run, as text. */
export function runningChannels(channels: Channels): string {
  return JSON.stringify(perChannel((id) => audible(channels, id)));
}
