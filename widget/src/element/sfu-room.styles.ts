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
    color-scheme: light dark;
    -webkit-tap-highlight-color: transparent;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([ui='none']) {
    display: contents;
  }
  .room {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    gap: 12px;
    block-size: 100%;
    padding: 8px 8px 12px;
  }
  sfu-stage,
  sfu-lobby {
    min-inline-size: 0;
    min-block-size: 0;
  }
  sfu-lobby {
    grid-row: 1 / -1;
  }
  .notices {
    position: absolute;
    z-index: 1;
    inset-block-start: 16px;
    inset-inline: 16px;
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
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container sfu-room (height < 260px) {
    .room {
      gap: 4px;
      padding: 4px;
    }
    .notices {
      inset-block-start: 8px;
      inset-inline: 8px;
    }
  }
`;
