import { bytes, daysText } from '../ui/number.ts';
import type { StorageUsage } from './use-storage.ts';

/** Beyond this a forecast only says that there is time. */
const FAR_DAYS = 3650;

/** Where the growth leads, in a sentence. */
export function forecastText({ growth, forecast, retention }: StorageUsage): string {
  if (growth === null) return 'How fast they grow is told once there is an hour of them.';
  if (forecast === null) return 'The store does not tell how much room its disk has.';
  const { fullInDays, settlesAt } = forecast;
  if (fullInDays === null) {
    return settlesAt === null
      ? 'Nothing is added at the moment.'
      : `At this rate they settle at ${bytes(settlesAt)}: the disk has room for that.`;
  }
  if (fullInDays > FAR_DAYS) return 'At this rate the disk has room for more than ten years.';
  const then = fullInDays < 1 ? 'within a day' : `in ${daysText(fullInDays)}`;
  return `At this rate the disk is full ${then}${retention === null ? '' : ', before the retention makes room'}.`;
}

/** Whether somebody should act: the disk is full within so many days. */
export const isUrgent = ({ forecast }: StorageUsage, days: number): boolean =>
  forecast?.fullInDays !== null && forecast?.fullInDays !== undefined && forecast.fullInDays < days;
