import { css } from 'lit';

export const lobbyStyles = css`
  :host {
    display: block;
    container-type: size;
    overflow: auto;
  }
  .middle {
    display: grid;
    place-items: center;
    min-block-size: 100%;
    padding: 16px;
  }
  form {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 16px;
    inline-size: 100%;
    max-inline-size: 21rem;
    text-align: center;
  }
  .disc {
    display: grid;
    place-items: center;
    inline-size: 88px;
    block-size: 88px;
    border-radius: 50%;
    font-size: 2rem;
    font-weight: 550;
    color: var(--_quiet);
    background: var(--_tile);
    --sfu-icon-size: 32px;
  }
  .failed .disc {
    color: var(--_warning);
  }
  .words {
    display: grid;
    gap: 4px;
    inline-size: 100%;
  }
  h2 {
    margin: 0;
    font-size: var(--_large);
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
    color: var(--_quiet);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  label {
    inline-size: 100%;
  }
  label span {
    display: block;
    margin-block-end: 4px;
    font-size: var(--_small);
    text-align: start;
    color: var(--_quiet);
  }
  input {
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
  .toggles {
    display: flex;
    gap: 8px;
  }
  .actions {
    display: flex;
    gap: 8px;
    inline-size: 100%;
  }
  .actions > button {
    flex: 1;
    block-size: 48px;
    min-inline-size: 0;
    --sfu-icon-size: 18px;
  }
  details {
    font-size: var(--_small);
    color: var(--_quiet);
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    margin-inline: auto;
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  code {
    font-size: 0.75rem;
    overflow-wrap: anywhere;
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 10px;
    color: var(--_quiet);
  }
  @container (height < 420px) {
    form {
      gap: 10px;
    }
    .disc {
      display: none;
    }
  }
`;
