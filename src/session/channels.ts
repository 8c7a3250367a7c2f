/** The eight channels, in the order of the mixer. */
export const CHANNEL_IDS = ['python', 'typescript', 'wasm', 'sql', 'rust', 'julia', 'go', 'csharp'] as const;
export type ChannelId = (typeof CHANNEL_IDS)[number];
