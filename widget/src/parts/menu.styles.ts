import { css } from 'lit';

export const menuStyles = css`
  :host {
    display: contents;
  }
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 6px;
    /* However near to an edge it stood when it was measured. */
    inline-size: max-content;
    min-inline-size: 13rem;
    max-inline-size: min(20rem, 100vi - 16px);
    /* That of the room, also where it opens from dark buttons over a picture. */
    color-scheme: var(--_scheme);
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    color: var(--_text);
    background: var(--_raised);
    box-shadow: var(--_shadow);
    text-align: start;
  }
  .menu.short {
    min-inline-size: 0;
  }
  @keyframes appear {
    from {
      opacity: 0;
      scale: 0.97;
    }
  }
  .menu:popover-open {
    animation: appear var(--_fast) ease-out;
  }
  .group + .group {
    margin-block-start: 6px;
    padding-block-start: 6px;
    border-block-start: 1px solid var(--_line);
  }
  .title {
    padding: 6px 10px 4px;
    font-size: var(--_small);
    color: var(--_quiet);
  }
  .row .items {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(36px, 44px);
    justify-content: space-between;
  }
  button {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 6px 10px;
    border: 0;
    border-radius: calc(var(--_radius) - 4px);
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    color: inherit;
    background: none;
    cursor: pointer;
    --sfu-icon-size: 18px;
  }
  button:hover,
  button:focus-visible {
    background: color-mix(in oklch, var(--_text) 9%, transparent);
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .row button {
    justify-content: center;
    padding: 0;
    font-size: 1.375rem;
  }
  sfu-icon {
    flex: none;
    color: var(--_quiet);
  }
  .check {
    color: var(--_accent);
  }
  .words {
    flex: 1;
  }
  .hint {
    flex: none;
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    color: var(--_quiet);
  }
`;
