using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Harvester.Core.Model;
using static Harvester.AcceptanceTests.Faults.FaultTable;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>Below HTTP and in it: time-outs at each phase, connections that break, redirects, refusals, sizes.</summary>
internal static class NetworkFaults
{
    private const string Group = "The network";
    private static readonly byte[] Spaces = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(Group, "the connection is refused", Ckan) { Break = bench => bench.Server.Close(), Mends = false, Code = "unreachable", Says = "refuses the connection" },
        new(Group, "accepts and never answers", Ckan)
        {
            Yaml = Http("timeout: 4s"), Answer = Always(e => e.SilenceAsync()), Code = "timeout", Says = "did not answer within ", Pitfalls = "51",
        },
        new(Group, "half a header, then silence", List)
        {
            Yaml = Http("timeout: 4s"), Answer = Always(async e => { await e.RawAsync("HTTP/1.1 200 OK\r\nContent-Ty"); await e.SilenceAsync(); }),
            Code = "timeout", Says = "did not answer within ", Pitfalls = "51",
        },
        new(Group, "falls silent in the middle of the body", RdfXml)
        {
            Answer = Always(async e => { await e.RawAsync("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nContent-Type: application/rdf+xml\r\n\r\n<?xml version=\"1.0\"?>"); await e.SilenceAsync(); }),
            Code = "timeout", Says = "fell silent for 1.5 s", Pitfalls = "51",
        },
        new(Group, "drips one byte at a time", Table) { Yaml = Http("timeout: 4s"), Answer = Always(DripAsync), Code = "timeout", Says = "had not finished its answer after ", Pitfalls = "51" },
        new(Group, "reset before the answer", DataJson) { Answer = Always(e => { e.Reset(); return Task.CompletedTask; }), Code = "unreachable" },
        new(Group, "reset in the middle of the body", List)
        {
            Answer = Always(async e => { await e.RawAsync("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\nContent-Type: text/csv\r\n\r\na,b,c"); await Task.Yield(); e.Reset(); }),
            Code = "truncated", Says = "broke off",
        },
        new(Group, "less than the Content-Length declares", Turtle)
        {
            Answer = Always(async e =>
            {
                var good = await e.GoodAsync();
                await e.RawAsync($"HTTP/1.1 200 OK\r\nContent-Type: {good.ContentType}\r\nContent-Length: {good.Body.Length}\r\n\r\n");
                await e.RawAsync(good.Body[..(good.Body.Length / 2)]);
            }),
            Code = "truncated", Says = "that its Content-Length declares", Pitfalls = "59",
        },
        new(Group, "a chunked body without its end", DataJson)
        {
            Answer = Always(e => e.RawAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"dataset\": [   \r\n")), Code = "truncated", Says = "broke off",
        },
        new(Group, "gzip that is cut short", Ckan)
        {
            Answer = Always(async e =>
            {
                var good = await e.GoodAsync();
                await e.SendAsync(200, good.ContentType, Exchange.Gzip(good.Body)[..^20], "Content-Encoding: gzip");
            }),
            Code = "truncated", Says = "cut short or damaged", Pitfalls = "57",
        },
        new(Group, "says gzip and is not", List) { Answer = Always(e => e.SendAsync(200, "text/csv", "a,b,c\r\n1,2,3\r\n", "Content-Encoding: gzip")), Code = "truncated", Says = "cannot be decompressed" },
        new(Group, "gzip that grows without end", RdfXml)
        {
            Yaml = Http("max-bytes: 4MB"),
            Answer = Always(e => e.SendAsync(200, "application/rdf+xml", Exchange.Gzip(Encoding.ASCII.GetBytes("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" + new string(' ', 64 << 20))), "Content-Encoding: gzip")),
            Code = "too-large", Whose = Whose.Ours, Says = "larger than 4194304 bytes after decompression", Pitfalls = "57",
        },
        new(Group, "one byte more than 64 MB, declared", List)
        {
            Answer = Always(e => e.RawAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: {(64 << 20) + 1}\r\n\r\n")),
            Code = "too-large", Whose = Whose.Ours, Says = "http.max-bytes", Pitfalls = "57",
        },
        new(Group, "one byte more than 64 MB, not declared", RdfXml)
        {
            Answer = Always(async e =>
            {
                await e.RawAsync("HTTP/1.1 200 OK\r\nContent-Type: application/rdf+xml\r\nConnection: close\r\n\r\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">");
                for (var megabyte = 0; megabyte < 64; megabyte++)
                    await e.RawAsync(Spaces);
            }),
            Code = "too-large", Whose = Whose.Ours, Says = "http.max-bytes", Pitfalls = "57",
        },
        new(Group, "no HTTP at all", Ckan) { Answer = Always(e => e.RawAsync("220 ftp.example FTP server ready\r\n")), Code = "bad-answer", Says = "no HTTP" },
        new(Group, "a header of 100 kB", Table) { Answer = Always(e => e.SendAsync(200, "text/html", "<p>x", $"X-Long: {new string('x', 100_000)}")), Code = "bad-answer", Says = "longer than 64 kB" },
        new(Group, "redirects in a circle", Ckan)
        {
            Answer = Always(e => e.SendAsync(302, null, "", $"Location: {e.Target}&again=1")), Code = "too-many-redirects", Says = "redirects more than 5 times", Pitfalls = "55",
        },
        new(Group, "redirects to nowhere", Details) { Answer = Always(e => e.SendAsync(302, null, "")), Code = "http-302", Says = "redirects to nowhere" },
        new(Group, "redirects to this machine", Turtle)
        {
            Answer = Always(e => e.SendAsync(302, null, "", "Location: http://127.0.0.1:9/catalog.ttl")), Code = "address-not-public", Whose = Whose.Ours, Says = "127.0.0.1", Pitfalls = "55",
        },
        new(Group, "redirects to the cloud's own address", DataJson)
        {
            Answer = Always(e => e.SendAsync(307, null, "", "Location: http://169.254.169.254/latest/meta-data/")), Code = "address-not-public", Whose = Whose.Ours, Says = "169.254.169.254", Pitfalls = "55",
        },
        new(Group, "redirects to the same by an IPv6 disguise", DataJson)
        {
            Answer = Always(e => e.SendAsync(307, null, "", "Location: http://[::ffff:169.254.169.254]/")), Code = "address-not-public", Whose = Whose.Ours, Pitfalls = "55",
        },
        new(Group, "redirects to a file", List) { Answer = Always(e => e.SendAsync(302, null, "", "Location: file:///etc/passwd")), Code = "not-http", Says = "no http or https address" },
        new(Group, "a certificate that nobody signed", Ckan)
        {
            Break = bench => bench.Server.Certificate = SelfSigned(),
            Answer = Always(e => e.SendAsync(302, null, "", $"Location: https://{e.Host}{e.Target}")),
            Code = "tls-untrusted", Says = "signed by itself", Pitfalls = "56",
        },
        new(Group, "429 with a pause of two minutes", Ckan)
        {
            Answer = Once(e => e.SendAsync(429, "text/plain", "slow down", "Retry-After: 120")), Status = RunStatus.Succeeded, Pitfalls = "52",
        },
        new(Group, "429 with a pause of a day", Ckan)
        {
            Answer = Always(e => e.SendAsync(429, "text/plain", "slow down", "Retry-After: 86400")), Code = "http-429", Says = "longer than a run does", Pitfalls = "52",
        },
        new(Group, "503 once, then fine", List) { Answer = Once(e => e.SendAsync(503, null, "", "Retry-After: 5")), Status = RunStatus.Succeeded, Pitfalls = "52" },
        new(Group, "500 each time", Table) { Answer = Always(e => e.SendAsync(500, null, "")), Code = "http-500", Says = "in 4 attempts" },
        new(Group, "404", Details) { Answer = Always(e => e.SendAsync(404, "text/html", "<h1>Not Found</h1>")), Code = "http-404", Whose = Whose.Ours, Says = "if the site has moved" },
        new(Group, "410", RdfXml) { Answer = Always(e => e.SendAsync(410, null, "")), Code = "http-410", Whose = Whose.Ours },
    ];

    private static Func<Exchange, Task<bool>> Once(Func<Exchange, Task> answer)
    {
        var done = 0;
        return When(_ => Interlocked.Exchange(ref done, 1) == 0, answer);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=catalog.tokyo.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task DripAsync(Exchange exchange)
    {
        await exchange.RawAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(exchange.Over))
            await exchange.RawAsync("<");
    }
}
