import { type ChannelId, channelTitle } from '../session';
import { strings } from './strings';
import { session } from './studio';

/** Switches that a button and a key turn alike, one undo step each. */

export function toggleLoop(): void {
  session.commit(strings.transport.loopLabel, 'user', (draft) => {
    draft.loop.on = !draft.loop.on;
  });
}

export function toggleMute(id: ChannelId): void {
  session.commit(strings.mixer.mute(channelTitle(id)), 'user', (draft) => {
    draft.channels[id].mute = !draft.channels[id].mute;
  });
}

export function toggleSolo(id: ChannelId): void {
  session.commit(strings.mixer.solo(channelTitle(id)), 'user', (draft) => {
    draft.channels[id].solo = !draft.channels[id].solo;
  });
}
