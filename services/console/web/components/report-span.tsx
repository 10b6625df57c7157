import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Flex } from 'antd';
import dayjs from 'dayjs';
import { unitsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { Field } from './field.tsx';
import { ChoiceFilter } from './filters.tsx';
import { dayText } from './times.ts';
import { useAddressFilters } from './use-address-filters.ts';

const names = ['from', 'until', 'section'] as const;
const monthOf = (date: dayjs.Dayjs): string => date.format('YYYY-MM');
/** Today in Shanghai, whatever this machine's time zone: there a month begins eight hours before it does in Greenwich. */
const today = (): dayjs.Dayjs => dayjs(dayText(new Date().toISOString()));
const presets = { month: 0, quarter: 2, year: 11, threeYears: 35 } as const;

/** Which months, and of which section, as the address has it: this year up to now unless it says otherwise. */
export function useReportSpan() {
  const [{ from, until, section }, set] = useAddressFilters(names);
  const span = {
    from: from ?? monthOf(today().startOf('year')),
    until: until ?? monthOf(today()),
    ...(section ? { section } : {}),
  };
  return [span, set] as const;
}

type Span = ReturnType<typeof useReportSpan>;
interface SpanForm {
  span: Span[0];
  set: Span[1];
  ofSections?: boolean;
}

export function ReportSpanForm({ span, set, ofSections = true }: SpanForm) {
  const { say, pick } = useSpeech();
  const { data: units = [] } = useQuery(unitsQuery);
  const sections = units
    .filter(({ kind }) => kind === 'section')
    .map(({ code, name }) => ({ value: code, label: pick(name) }));
  return (
    <Flex gap="small" wrap align="end" className="no-print">
      {(['from', 'until'] as const).map((end) => (
        <Field key={end} label={say(`report.${end}`)} width={140}>
          {(id) => (
            <DatePicker
              id={id}
              picker="month"
              format="YYYY-MM"
              allowClear={false}
              value={dayjs(`${span[end]}-01`)}
              onChange={(day) => day && set({ ...span, [end]: monthOf(day) })}
            />
          )}
        </Field>
      ))}
      {(Object.keys(presets) as (keyof typeof presets)[]).map((preset) => (
        <Button
          key={preset}
          onClick={() =>
            set({ ...span, from: monthOf(today().subtract(presets[preset], 'month')), until: monthOf(today()) })
          }
        >
          {say(`report.${preset}`)}
        </Button>
      ))}
      {ofSections && (
        <ChoiceFilter
          label={say('report.section')}
          value={span.section}
          onChange={(section) => set({ from: span.from, until: span.until, ...(section ? { section } : {}) })}
          options={sections}
        />
      )}
    </Flex>
  );
}
