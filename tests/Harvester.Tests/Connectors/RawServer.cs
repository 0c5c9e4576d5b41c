using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harvester.Tests.Connectors;

/// <summary>
/// Answers each connection with the next of the given bytes (the last one for ever) and closes it: what no web server would send. Asked for robots.txt, it says in good
/// order that it has none.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const string NoRobots = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    private RawServer(string[] answers)
    {
        listener.Start();
        serving = ServeAsync(answers);
    }

    public Uri Url => new($"http://{listener.LocalEndpoint}/");

    public static RawServer Start(params string[] answers) => new(answers);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ServeAsync(string[] answers)
    {
        for (var i = 0; ;)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            var stream = client.GetStream();
            var request = new StringBuilder();
            var buffer = new byte[4096];
            while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, stop.Token)));
            var answer = request.ToString().StartsWith("GET /robots.txt ", StringComparison.Ordinal) ? NoRobots : answers[Math.Min(i++, answers.Length - 1)];
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop.Token);
        }
    }
}
