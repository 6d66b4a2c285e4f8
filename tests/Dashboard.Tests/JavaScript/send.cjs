// Sends one trace by each of the three ways of OTLP, a log record and a counter: node send.cjs GRPC HTTP
const { trace, context } = require('@opentelemetry/api');
const { SeverityNumber } = require('@opentelemetry/api-logs');
const { tracing, node, metrics, logs, resources } = require('@opentelemetry/sdk-node');

const [grpc, http] = process.argv.slice(2);
const resource = resources.resourceFromAttributes({ 'service.name': 'javascript', 'service.instance.id': 'node-1' });

async function sendTrace(way, exporter) {
  const provider = new node.NodeTracerProvider({ resource, spanProcessors: [new tracing.SimpleSpanProcessor(exporter)] });
  const tracer = provider.getTracer('send.cjs', '1.0');
  const parent = tracer.startSpan(`parent by ${way}`, { attributes: { way, flag: true, count: 3, share: 0.5, list: ['a', 'b'] } });
  const child = tracer.startSpan('child', {}, trace.setSpan(context.active(), parent));
  child.recordException(new Error('Ü – € – 🙂'));
  child.end();
  parent.end();
  await provider.forceFlush();
  await provider.shutdown();
}

async function main() {
  for (const [way, url] of [['grpc', grpc], ['http', `${http}/v1/traces`], ['proto', `${http}/v1/traces`]]) {
    const { OTLPTraceExporter } = require(`@opentelemetry/exporter-trace-otlp-${way}`);
    await sendTrace(way, new OTLPTraceExporter({ url, compression: way === 'proto' ? 'gzip' : 'none' }));
  }

  const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http');
  const loggers = new logs.LoggerProvider({ resource, processors: [new logs.SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${http}/v1/logs` }) })] });
  loggers.getLogger('send.cjs').emit({ severityNumber: SeverityNumber.WARN, severityText: 'WARN', body: 'said by Node.js', attributes: { answer: 42 } });
  await loggers.forceFlush();
  await loggers.shutdown();

  const { OTLPMetricExporter } = require('@opentelemetry/exporter-metrics-otlp-http');
  const meters = new metrics.MeterProvider({
    resource,
    readers: [new metrics.PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${http}/v1/metrics` }), exportIntervalMillis: 60000 })],
  });
  meters.getMeter('send.cjs').createCounter('sent', { unit: '{item}' }).add(7, { kind: 'test' });
  await meters.forceFlush();
  await meters.shutdown();
  console.log('sent');
}

main().catch(error => { console.error(error); process.exit(1); });
