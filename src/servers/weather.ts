// w1.weather.gov: the current observation of a station as the long XML document of the webhooks guide: longer than one event.
import { http, HttpResponse } from 'msw/http';
import { defineServer } from './support/define-server.ts';

interface Station {
  name: string;
  latitude: string;
  longitude: string;
  /** Degrees Fahrenheit in the observation that never changes. */
  temp_f: number;
}

const STATIONS: Readonly<Record<string, Station>> = {
  KMSP: { name: 'Minneapolis, Minneapolis-St. Paul International Airport, MN', latitude: '44.88306', longitude: '-93.22889', temp_f: 14 },
  KSFO: { name: 'San Francisco, San Francisco International Airport, CA', latitude: '37.61961', longitude: '-122.36558', temp_f: 59 },
  KBOS: { name: 'Boston, Logan International Airport, MA', latitude: '42.36056', longitude: '-71.01056', temp_f: 41 },
};

const celsius = (fahrenheit: number): string => ((fahrenheit - 32) / 1.8).toFixed(1);
const both = (fahrenheit: number): string => `${fahrenheit.toFixed(1)} F (${celsius(fahrenheit)} C)`;

/** Line ends as the service sends them: an answer has to survive being cut and put together again. */
const observation = (id: string, { name, latitude, longitude, temp_f }: Station): string =>
  [
    '<?xml version="1.0" encoding="ISO-8859-1"?> ',
    '<?xml-stylesheet href="latest_ob.xsl" type="text/xsl"?>',
    '<current_observation version="1.0"',
    '\t xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
    '\t xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    '\t xsi:noNamespaceSchemaLocation="http://www.weather.gov/view/current_observation.xsd">',
    "\t<credit>NOAA's National Weather Service</credit>",
    '\t<credit_URL>http://weather.gov/</credit_URL>',
    '\t<image>',
    '\t\t<url>http://weather.gov/images/xml_logo.gif</url>',
    "\t\t<title>NOAA's National Weather Service</title>",
    '\t\t<link>http://weather.gov</link>',
    '\t</image>',
    '\t<suggested_pickup>15 minutes after the hour</suggested_pickup>',
    '\t<suggested_pickup_period>60</suggested_pickup_period>',
    `\t<location>${name}</location>`,
    `\t<station_id>${id}</station_id>`,
    `\t<latitude>${latitude}</latitude>`,
    `\t<longitude>${longitude}</longitude>`,
    '\t<observation_time>Last Updated on Feb 27 2015, 4:53 pm CST</observation_time>',
    '\t<observation_time_rfc822>Fri, 27 Feb 2015 16:53:00 -0600</observation_time_rfc822>',
    '\t<weather>Fair</weather>',
    `\t<temperature_string>${both(temp_f)}</temperature_string>`,
    `\t<temp_f>${temp_f.toFixed(1)}</temp_f>`,
    `\t<temp_c>${celsius(temp_f)}</temp_c>`,
    '\t<relative_humidity>49</relative_humidity>',
    '\t<wind_string>Southwest at 8.1 MPH (7 KT)</wind_string>',
    '\t<wind_dir>Southwest</wind_dir>',
    '\t<wind_degrees>240</wind_degrees>',
    '\t<wind_mph>8.1</wind_mph>',
    '\t<wind_kt>7</wind_kt>',
    '\t<pressure_string>1035.2 mb</pressure_string>',
    '\t<pressure_mb>1035.2</pressure_mb>',
    '\t<pressure_in>30.50</pressure_in>',
    `\t<dewpoint_string>${both(temp_f - 16)}</dewpoint_string>`,
    `\t<dewpoint_f>${(temp_f - 16).toFixed(1)}</dewpoint_f>`,
    `\t<dewpoint_c>${celsius(temp_f - 16)}</dewpoint_c>`,
    `\t<windchill_string>${both(temp_f - 11)}</windchill_string>`,
    `      \t<windchill_f>${temp_f - 11}</windchill_f>`,
    `      \t<windchill_c>${Math.round(Number(celsius(temp_f - 11)))}</windchill_c>`,
    '\t<visibility_mi>10.00</visibility_mi>',
    ' \t<icon_url_base>http://forecast.weather.gov/images/wtf/small/</icon_url_base>',
    `\t<two_day_history_url>http://www.weather.gov/data/obhistory/${id}.html</two_day_history_url>`,
    '\t<icon_url_name>skc.png</icon_url_name>',
    `\t<ob_url>http://www.weather.gov/data/METAR/${id}.1.txt</ob_url>`,
    '\t<disclaimer_url>http://weather.gov/disclaimer.html</disclaimer_url>',
    '\t<copyright_url>http://weather.gov/disclaimer.html</copyright_url>',
    '\t<privacy_policy_url>http://weather.gov/notice.html</privacy_policy_url>',
    '</current_observation>',
    '',
  ].join('\r\n');

export default defineServer({
  host: 'w1.weather.gov',
  title: 'Weather service',
  purpose: 'Gives the weather of a station (KMSP, KSFO, KBOS) as a long XML document, which reaches a device in five pieces.',
  example: { event: 'get_weather', url: 'http://w1.weather.gov/xml/current_obs/KMSP.xml', requestType: 'GET', noDefaults: true },
  initial: () => ({ served: {} as Record<string, number> }),
  data: ({ served }) => ({ stations: Object.entries(STATIONS).map(([id, station]) => ({ id, ...station, served: served[id] ?? 0 })) }),
  handlers: (desk) => [
    http.get<{ station: string }>('*://w1.weather.gov/xml/current_obs/:station.xml', async ({ params }) => {
      const id = params.station.toUpperCase();
      const station = Object.hasOwn(STATIONS, id) ? STATIONS[id] : undefined;
      if (!station) return HttpResponse.text('No such station.', { status: 404 });
      await desk.update((state) => {
        state.served[id] = (state.served[id] ?? 0) + 1;
      });
      return new HttpResponse(observation(id, station), { headers: { 'content-type': 'text/xml' } });
    }),
  ],
});
