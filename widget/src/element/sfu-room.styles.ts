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
    min-inline-size: 0;
    min-block-size: 0;
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
  @container sfu-room (height < 260px) {
    .room {
      gap: 4px;
      padding: 4px;
    }
  }
`;
