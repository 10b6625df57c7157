import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface ChartData {
  names: readonly string[];
  series: readonly { name: string; values: readonly number[] }[];
  kind: 'bar' | 'line';
}

/** A picture of a table that stands beside it: who cannot see it misses nothing. Loaded with the first chart, not with the console. */
export default function ReportChart({ label, names, series, kind }: ChartData & { label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current);
    chart.setOption({
      animation: false,
      grid: { left: 8, right: 8, bottom: 8, top: 36, containLabel: true },
      legend: { top: 0 },
      // No markup of its own: the content security policy would take its styles away.
      tooltip: { trigger: 'axis', renderMode: 'richText' },
      xAxis: { type: 'category', data: [...names], axisLabel: { hideOverlap: true } },
      yAxis: { type: 'value' },
      series: series.map(({ name, values }) => ({ name, type: kind, data: [...values], barMaxWidth: 32 })),
    });
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(place.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [names, series, kind]);
  return <div ref={place} role="img" aria-label={label} className="chart" />;
}
