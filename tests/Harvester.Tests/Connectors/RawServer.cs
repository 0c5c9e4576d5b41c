using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harvester.Tests.Connectors;

/// <summary>Answers each connection with the next of the given bytes (the last one for ever) and closes it: what no web server would send.</summary>
internal sealed class RawServer : IAsyncDisposable
{
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
        for (var i = 0; ; i++)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            var stream = client.GetStream();
            var request = new StringBuilder();
            var buffer = new byte[4096];
            while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, stop.Token)));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answers[Math.Min(i, answers.Length - 1)]), stop.Token);
        }
    }
}
