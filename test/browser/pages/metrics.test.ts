import { afterEach, describe, expect, it } from 'vitest';
import { MetricsText } from '../../helpers/metrics-text.js';
import { Lab, openPage, roomPage, untilStatus } from '../../helpers/pages.js';
import { until } from '../../helpers/until.js';

describe('the metrics of a server with media', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it('tell bitrates, losses and round trips, and no bitrate once everyone has left', async () => {
    const server = await lab.server({ metrics: 'open' });
    const scrape = (): Promise<MetricsText> => MetricsText.from(`${server.url}/metrics`);
    const rate = (metrics: MetricsText, direction: string): number =>
      metrics.value('sfu_room_media_bytes_per_second', { direction });
    const url = await lab.website(roomPage(server.url, 'room="kitchen" autojoin ui="tiles"'));
    const browser = await lab.browser();
    const pages = await Promise.all([openPage(browser, url), openPage(browser, url)]);
    await Promise.all(pages.map(({ page }) => untilStatus(page, 'joined')));
    // Two voices at 20 kbit/s are more than this, and two small cameras less than the most.
    const metrics = await until(
      'media flows both ways, and its receivers have reported',
      async () => {
        const found = await scrape();
        const flows = rate(found, 'received') > 2_000 && rate(found, 'sent') > 2_000;
        return flows && found.value('sfu_room_round_trip_seconds_count') > 0 ? found : null;
      },
      45_000,
    );
    expect(rate(metrics, 'received')).toBeLessThan(2_000_000);
    expect(rate(metrics, 'sent')).toBeLessThan(2_000_000);
    const roundTrips = metrics.value('sfu_room_round_trip_seconds_count');
    const roundTrip = metrics.value('sfu_room_round_trip_seconds_sum') / roundTrips;
    // In seconds, and on one machine.
    expect(roundTrip).toBeGreaterThan(0);
    expect(roundTrip).toBeLessThan(1);
    const losses = metrics.value('sfu_room_packet_loss_ratio_count', { direction: 'received' });
    expect(losses).toBeGreaterThan(0);
    // Parts of one, and not percents.
    const loss = metrics.value('sfu_room_packet_loss_ratio_sum', { direction: 'received' }) / losses;
    expect(loss).toBeGreaterThanOrEqual(0);
    expect(loss).toBeLessThan(1);
    expect(metrics.value('sfu_room_consumers', { kind: 'video' })).toBe(2);
    await Promise.all(pages.map(({ page }) => page.close()));
    const after = await until(
      'the rooms are empty',
      async () => {
        const found = await scrape();
        return rate(found, 'sent') === 0 ? found : null;
      },
      45_000,
    );
    expect(rate(after, 'received')).toBe(0);
  });
});
