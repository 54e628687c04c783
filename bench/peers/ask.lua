-- Asks one request after the other, round and round: each line of a file is the body of one.
local asked, at = {}, 0

function init(args)
   local headers = { ["Content-Type"] = "application/json" }
   for body in io.lines(args[1]) do
      asked[#asked + 1] = wrk.format("POST", nil, headers, body)
   end
end

function request()
   at = at % #asked + 1
   return asked[at]
end

-- Times are in microseconds.
function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '\n{"requests": %d, "bytes": %d, "duration": %d, "p50": %d, "p99": %d, "errors": %d}\n',
      summary.requests, summary.bytes, summary.duration,
      latency:percentile(50), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
