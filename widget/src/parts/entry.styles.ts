import { css } from 'lit';

/** `.entry`: an input for one line of text; and the ring of every input. */
export const entryStyles = css`
  .entry {
    inline-size: 100%;
    block-size: 48px;
    padding: 0 16px;
    border: 1px solid var(--_field);
    border-radius: var(--_radius);
    font: inherit;
    /* Below 16 px, phones zoom into the page when the field is entered. */
    font-size: max(1rem, 16px);
    color: inherit;
    background: var(--_raised);
  }
  input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
`;
