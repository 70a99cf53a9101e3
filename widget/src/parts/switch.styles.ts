import { css } from 'lit';

/** `.switch`: a label with a checkbox in it, which is on or off at once. */
export const switchStyles = css`
  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: 44px;
    cursor: pointer;
  }
  .switch input {
    flex: none;
    position: relative;
    appearance: none;
    inline-size: 44px;
    block-size: 26px;
    margin: 0;
    border: 1px solid var(--_field);
    border-radius: 999px;
    background: var(--_raised);
    cursor: inherit;
    transition: background var(--_fast) ease-out;
  }
  .switch input::before {
    content: '';
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: 4px;
    inline-size: 16px;
    block-size: 16px;
    /* Nothing but a border: a background would not be seen in forced colours. */
    border: 8px solid var(--_field);
    border-radius: 50%;
    transition: translate var(--_fast) ease-out;
  }
  .switch input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .switch input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .switch input:checked::before {
    translate: 18px 0;
    border-color: var(--_on-accent);
  }
  .switch input:checked:dir(rtl)::before {
    translate: -18px 0;
  }
`;
