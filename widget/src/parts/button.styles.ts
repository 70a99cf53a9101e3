import { css } from 'lit';

/** Buttons as they look everywhere: 44 px to hit, a ring on keyboard focus, `.next` for the one next action. */
export const button = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 0 16px;
    border: 0;
    border-radius: 999px;
    font: inherit;
    font-weight: 550;
    color: var(--_text);
    background: color-mix(in oklch, var(--_text) 10%, transparent);
    cursor: pointer;
    transition:
      background-color var(--_fast) ease-out,
      color var(--_fast) ease-out,
      opacity var(--_fast) ease-out;
  }
  button:hover {
    background: color-mix(in oklch, var(--_text) 16%, transparent);
  }
  button:active {
    opacity: 0.8;
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  button.next {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  button.next:hover {
    background: color-mix(in oklch, var(--_accent) 88%, var(--_text));
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  @keyframes spin {
    to {
      rotate: 1turn;
    }
  }
  sfu-icon[name='loader'] {
    animation: spin 1.1s linear infinite;
  }
`;
