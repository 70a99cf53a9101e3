import { css } from 'lit';
import { heardStyles } from '../parts/heard.styles.js';

/** Where in the room's grid the UI around the tiles stands. It comes with that UI, after the styles of the room itself. */
export const fullStyles = css`
  ${heardStyles}
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
    .notices {
      inset-block-start: 4px;
      inset-inline: 4px;
    }
  }
`;
