using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harvester.AcceptanceTests;

/// <summary>
/// Promises 10,000 bytes, sends a few and closes in good order. Kestrel cannot be made to: it resets the connection, and a reset may reach the
/// client before the answer does.
/// </summary>
internal sealed class CutServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public CutServer()
    {
        listener.Start();
        _ = ServeAsync();
    }

    public string Api => $"http://{listener.LocalEndpoint}/api/3/action";

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var request = new byte[8192];
                var length = await stream.ReadAsync(request);
                var isRobots = Encoding.ASCII.GetString(request, 0, length).StartsWith("GET /robots.txt", StringComparison.Ordinal);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(isRobots ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" :
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{\"success\":true,\"result\":{\"count\":5,\"results\":[{\"id\":\"a\" "));
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(request) > 0)
                {
                    // until the client has had it all and closes
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
