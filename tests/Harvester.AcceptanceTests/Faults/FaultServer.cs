using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>
/// A server that stands before the sample portals and can do to an answer whatever a network or a site can do: it writes HTTP by hand, since
/// a real server would not be made to send half a header. One connection, one exchange.
/// </summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly HttpClient portals;
    private readonly Task serving;
    private int requests;

    public FaultServer(IPEndPoint portals)
    {
        this.portals = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri($"http://{portals}") };
        listener.Start();
        EndPoint = (IPEndPoint)listener.LocalEndpoint;
        serving = ServeAsync();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Answers the exchange and says true, or false: then the portal in good order answers.</summary>
    public Func<Exchange, Task<bool>>? Fault { get; set; }

    /// <summary>Looks on at each request before it is answered.</summary>
    public Action<Exchange>? Seen { get; set; }

    /// <summary>What it shows to a client that begins with TLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Targets of all requests since the last <see cref="Forget"/>.</summary>
    public List<string> Targets { get; } = [];

    public int Requests => Volatile.Read(ref requests);

    public void Forget()
    {
        lock (Targets)
            Targets.Clear();
        Interlocked.Exchange(ref requests, 0);
    }

    /// <summary>From now on connections are refused.</summary>
    public void Close() => listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Dispose();
        await serving;
        portals.Dispose();
        over.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(over.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (Certificate is { } certificate && await BeginsWithTlsAsync(client))
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(certificate);
                    stream = tls;
                }

                var exchange = new Exchange(client, stream, await HeadAsync(stream), exchange => GoodAsync(exchange, conditional: false), over.Token);
                Interlocked.Increment(ref requests);
                lock (Targets)
                    Targets.Add(exchange.Target);
                Seen?.Invoke(exchange);
                if (Fault is not { } fault || !await fault(exchange))
                {
                    var answer = await GoodAsync(exchange, conditional: true);
                    await exchange.SendAsync(answer.Status, answer.ContentType, answer.Body, [.. answer.Headers]);
                }

                // In good order: no reset while the client still reads.
                client.Client.Shutdown(SocketShutdown.Send);
                await exchange.SilenceAsync();
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<bool> BeginsWithTlsAsync(TcpClient client)
    {
        const byte Handshake = 22; // RFC 8446, section 5.1
        var first = new byte[1];
        return await client.Client.ReceiveAsync(first, SocketFlags.Peek, over.Token) > 0 && first[0] == Handshake;
    }

    private async Task<string> HeadAsync(Stream stream)
    {
        var buffer = new byte[16384];
        for (var length = 0; ;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), over.Token);
            length += count;
            var head = Encoding.UTF8.GetString(buffer, 0, length);
            if (head.Contains("\r\n\r\n", StringComparison.Ordinal))
                return head;
            if (count == 0 || length == buffer.Length)
                throw new IOException("no request");
        }
    }

    // A changed answer is never "not modified".
    private async Task<GoodAnswer> GoodAsync(Exchange exchange, bool conditional)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, exchange.Target);
        request.Headers.Host = exchange.Host;
        foreach (var name in new[] { "If-None-Match", "If-Modified-Since" })
        {
            if (conditional && exchange.Header(name) is { } value)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await portals.SendAsync(request, exchange.Over);
        var headers = new List<string>();
        if (response.Headers.ETag is { } tag)
            headers.Add($"ETag: {tag}");
        if (response.Content.Headers.LastModified is { } modified)
            headers.Add($"Last-Modified: {modified:R}");
        return new GoodAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(exchange.Over), headers);
    }
}
