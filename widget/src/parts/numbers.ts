import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.js';
import { NumberFormats } from './number-formats.js';
import type { NumbersView, TrackNumbers } from './views.js';

const UNKNOWN = '–';

/** How the connection does: the whole call, then each track. */
export function numbersTemplate(numbers: NumbersView | null, strings: Strings): TemplateResult {
  const { settings, lang } = strings;
  if (!numbers) {
    return html`<p class="waiting"><sfu-icon name="loader"></sfu-icon>${settings.measuring}</p>`;
  }
  const formats = new NumberFormats(lang);
  const { roundTrip, sending, receiving, tracks } = numbers;
  const sum = (name: string, value: string): TemplateResult => html`
    <div class="sum">
      <dt>${name}</dt>
      <dd><bdi>${value}</bdi></dd>
    </div>
  `;
  return html`
    <dl part="sums">
      ${sum(settings.roundTrip, roundTrip === null ? UNKNOWN : formats.time(roundTrip))}
      ${sum(settings.sending, formats.rate(sending))} ${sum(settings.receiving, formats.rate(receiving))}
    </dl>
    ${tracks.length === 0 ? html`<p class="waiting">${settings.nothing}</p>` : table(tracks, strings, formats)}
  `;
}

function table(tracks: readonly TrackNumbers[], { settings }: Strings, formats: NumberFormats): TemplateResult {
  const group = (title: string, direction: TrackNumbers['direction']): unknown => {
    const own = tracks.filter((track) => track.direction === direction);
    if (own.length === 0) return nothing;
    return html`
      <tbody>
        <tr>
          <th scope="rowgroup" colspan="5">${title}</th>
        </tr>
        ${own.map((track) => row(track, settings.frames, formats))}
      </tbody>
    `;
  };
  return html`
    <div class="scroller" role="region" aria-label=${settings.connection} tabindex="0">
      <table part="numbers">
        <thead>
          <tr>
            <th scope="col">${settings.track}</th>
            <th scope="col">${settings.rate}</th>
            <th scope="col">${settings.lost}</th>
            <th class="wide" scope="col">${settings.codec}</th>
            <th class="wide" scope="col">${settings.picture}</th>
          </tr>
        </thead>
        ${group(settings.sending, 'send')} ${group(settings.receiving, 'receive')}
      </table>
    </div>
  `;
}

function row(
  { name, bitrate, loss, codec, width, height, frameRate }: TrackNumbers,
  frames: (count: number) => string,
  formats: NumberFormats,
): TemplateResult {
  const size = width && height ? formats.size(width, height) : '';
  const rhythm = size !== '' && frameRate !== null ? frames(Math.round(frameRate)) : '';
  const folded = [codec, size, rhythm].filter((words) => words !== '');
  return html`
    <tr>
      <th scope="row">
        <bdi>${name}</bdi>
        <small class="folded"
          >${folded.map((words, index) => html`${index > 0 ? ' · ' : ''}<bdi>${words}</bdi>`)}</small
        >
      </th>
      <td><bdi>${formats.rate(bitrate)}</bdi></td>
      <td>${loss === null ? UNKNOWN : formats.share(loss)}</td>
      <td class="wide">${codec || UNKNOWN}</td>
      <td class="wide">
        <bdi>${size}</bdi> <small><bdi>${rhythm}</bdi></small>
      </td>
    </tr>
  `;
}
