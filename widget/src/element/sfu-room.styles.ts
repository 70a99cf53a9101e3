import { css } from 'lit';

export const roomStyles = css`
  :host {
    display: block;
    position: relative;
    isolation: isolate;
    overflow: clip;
    container: sfu-room / size;
    inline-size: auto;
    /* As an iframe has one; any rule of the page comes before it. */
    block-size: 36rem;
    max-inline-size: 100%;
    border-radius: var(--_radius);
    background: var(--_surface);
    color-scheme: var(--_scheme);
    --_scheme: light dark;
    -webkit-tap-highlight-color: transparent;
  }
  :host([theme='light']) {
    --_scheme: light;
  }
  :host([theme='dark']) {
    --_scheme: dark;
  }
  :host([ui='none']) {
    display: contents;
  }
  .room {
    position: relative;
    display: grid;
    grid-template:
      'stage panel' minmax(0, 1fr)
      'bar bar' auto / minmax(0, 1fr) auto;
    row-gap: 12px;
    block-size: 100%;
    padding: 8px 8px 12px;
  }
  sfu-stage {
    grid-area: stage;
  }
  sfu-controls,
  ::slotted([slot='controls']) {
    grid-area: bar;
  }
  sfu-panel,
  ::slotted([slot='panel']) {
    grid-area: panel;
    inline-size: 320px;
    margin-inline-start: 8px;
  }
  sfu-lobby,
  ::slotted([slot='lobby']) {
    grid-area: 1 / 1 / -1 / -1;
  }
  sfu-stage,
  sfu-controls,
  sfu-lobby,
  sfu-panel {
    min-inline-size: 0;
    min-block-size: 0;
  }
  /* Too narrow for both: the panel lies over the tiles, and the bar stays in reach. */
  @container sfu-room (inline-size < 720px) {
    sfu-panel,
    ::slotted([slot='panel']) {
      grid-area: stage;
      z-index: 2;
      inline-size: auto;
      margin: 0;
    }
  }
  /* They lie over everything; here they would make a row of their own. */
  sfu-settings,
  sfu-shortcuts {
    position: absolute;
  }
  .brand {
    position: absolute;
    z-index: 1;
    inset-block-start: 16px;
    inset-inline-start: 16px;
    pointer-events: none;
  }
  ::slotted([slot='brand']) {
    pointer-events: auto;
  }
  /* Over the tiles, and not over the panel beside them. */
  .notices {
    position: absolute;
    z-index: 1;
    grid-area: stage;
    inset-block-start: 8px;
    inset-inline: 8px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    pointer-events: none;
  }
  .notices > * {
    pointer-events: auto;
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }
  .notices sfu-notice {
    animation: drop 180ms ease-out;
  }
  /* One at a time, or nothing would be seen of the tiles. */
  @container sfu-room (height < 400px) {
    .notices > :nth-child(n + 2) {
      display: none;
    }
  }
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  /* Beside the bar, where there is room: the corners of the tiles have marks of their own. */
  @container sfu-room (inline-size >= 720px) {
    slot[name='controls'] ~ .brand {
      inset-block: auto 12px;
      min-block-size: 48px;
      display: grid;
      align-items: center;
    }
  }
  @container sfu-room (height < 260px) {
    .room {
      gap: 4px;
      padding: 4px;
    }
    .notices {
      inset-block-start: 4px;
      inset-inline: 4px;
    }
  }
`;
