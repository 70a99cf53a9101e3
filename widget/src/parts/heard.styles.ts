import { css } from 'lit';

/** `.heard` stands in the text, `.said` tells of changes: both are for screen readers alone. */
export const heardStyles = css`
  .heard,
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
