import { css } from 'lit';

/** `.waiting`: what takes a while, in words beside its mark. */
export const waitingStyles = css`
  .waiting {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    color: var(--_quiet);
  }
`;
