using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>One request to the fault server, and the ways to answer it: in good order, in bytes, or not at all.</summary>
internal sealed class Exchange(TcpClient client, Stream stream, string head, Func<Exchange, Task<GoodAnswer>> good, CancellationToken over)
{
    /// <summary>Path and query, as sent.</summary>
    public string Target { get; } = head.Split(' ')[1];

    public string Path => Target.Split('?')[0];
    public string Host => Header("Host")!.Split(':')[0];

    /// <summary>Ends with the test.</summary>
    public CancellationToken Over => over;

    public string? Header(string name) => Regex.Match(head, $@"(?im)^{Regex.Escape(name)}:\s*(.*?)\r?$") is { Success: true } match ? match.Groups[1].Value : null;

    public string? Query(string name) =>
        Regex.Match(Target, $"[?&]{Regex.Escape(name)}=([^&]*)") is { Success: true } match ? Uri.UnescapeDataString(match.Groups[1].Value.Replace('+', ' ')) : null;

    /// <summary>The same request for another target.</summary>
    public Exchange WithTarget(string target) => new(client, stream, head.Replace($" {Target} ", $" {target} ", StringComparison.Ordinal), good, over);

    /// <summary>What the portal in good order answers.</summary>
    public Task<GoodAnswer> GoodAsync() => good(this);

    public async Task SendAsync(int status, string? contentType, byte[] body, params string[] headers)
    {
        var text = new StringBuilder($"HTTP/1.1 {status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        if (contentType is not null)
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {contentType}\r\n");
        foreach (var header in headers)
            text.Append(header).Append("\r\n");
        await RawAsync([.. Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()), .. body]);
    }

    public Task SendAsync(int status, string? contentType, string body, params string[] headers) => SendAsync(status, contentType, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>The good answer, changed.</summary>
    public async Task SendChangedAsync(Func<string, string> change)
    {
        var answer = await GoodAsync();
        await SendAsync(answer.Status, answer.ContentType, change(Encoding.UTF8.GetString(answer.Body)));
    }

    public async Task RawAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, over);
        await stream.FlushAsync(over);
    }

    public Task RawAsync(string text) => RawAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Breaks the connection off (TCP reset).</summary>
    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }

    /// <summary>Says and does nothing more until the client goes or the test ends.</summary>
    public async Task SilenceAsync()
    {
        var buffer = new byte[64];
        while (await stream.ReadAsync(buffer, over) > 0)
        {
            // a client that gives up closes
        }
    }

    public static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        return packed.ToArray();
    }
}
