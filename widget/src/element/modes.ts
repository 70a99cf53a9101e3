/** Whose media is received: everyone's, or only that of peers given to `subscribe()`. */
export type SubscribeMode = 'auto' | 'manual';
/** How much is shown: everything, the tiles alone, or nothing. */
export type UiMode = 'full' | 'tiles' | 'none';
export type Theme = 'auto' | 'light' | 'dark';
/** Whether single keys are heard. */
export type ShortcutsMode = 'on' | 'off';
