using System.Net.Sockets;
using System.Text.Json.Nodes;
using Harvester.SamplePortals;
using Server = Harvester.SamplePortals.SamplePortals;

namespace Harvester.Tests.SamplePortals;

/// <summary>Running portals and a client that finds every .example host at their end point.</summary>
public sealed class RunningPortals : IAsyncDisposable
{
    private RunningPortals(Server server, SampleCatalogues catalogues)
    {
        Server = server;
        Catalogues = catalogues;
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server.EndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public Server Server { get; }

    public SampleCatalogues Catalogues { get; }

    public HttpClient Client { get; }

    public static async Task<RunningPortals> StartAsync()
    {
        var catalogues = SampleCatalogues.Create();
        return new RunningPortals(await Server.StartAsync(catalogues, CancellationToken.None), catalogues);
    }

    public Task<HttpResponseMessage> GetAsync(string url) => Client.GetAsync(url);

    public async Task<JsonNode> JsonAsync(string url) => JsonNode.Parse(await Client.GetStringAsync(url))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
