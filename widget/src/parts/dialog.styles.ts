import { css } from 'lit';

/** Over the page, so it is measured by the window: the room may be a card of 240 px, in which no settings fit. */
export const dialogStyles = css`
  :host {
    display: contents;
  }
  dialog {
    inline-size: min(36rem, 100vi - 16px);
    max-inline-size: none;
    max-block-size: min(46rem, 100dvb - 16px);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 4px);
    color: var(--_text);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    overflow: clip;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog:focus-visible {
    outline: none;
  }
  dialog::backdrop {
    background: oklch(12% 0.01 262 / 55%);
  }
  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  dialog[open] {
    animation: appear 160ms ease-out;
  }
  dialog[open]::backdrop {
    animation: fade 160ms ease-out;
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open]::backdrop {
      animation: none;
    }
  }
  header {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding-block: 8px;
    padding-inline: 20px 8px;
  }
  h2 {
    margin: 0;
    font-size: 1.125rem;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  button {
    flex: none;
    padding: 0;
    background: none;
    --sfu-icon-size: 20px;
  }
  .body {
    container-type: inline-size;
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0 20px 20px;
  }
`;
