using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harvester.Tests.Notifications;

/// <summary>A mail server on a free port of 127.0.0.1 (RFC 5321, what a client needs of it): it keeps what it is given, or answers as a test says.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Func<string, string?> answer;
    private readonly Task listening;

    /// <param name="answer">A command (<c>HELLO</c> at the connection, <c>.</c> at the end of a message) → the answer to give instead, <c>hang</c> for none, null for the usual one.</param>
    public SmtpServer(Func<string, string?>? answer = null)
    {
        this.answer = answer ?? (static _ => null);
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Raw messages, in the order in which they were taken.</summary>
    public ConcurrentQueue<(string From, string To, string Raw)> Messages { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await listening;
        await Task.WhenAll(conversations);
        stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                conversations.Add(TalkAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            var (from, to) = ("", "");
            if (!await SayAsync("HELLO", "220 test ESMTP"))
                return;
            while (await reader.ReadLineAsync(stopping.Token) is { } line)
            {
                Commands.Enqueue(line);
                var usual = "250 OK";
                if (line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase))
                    usual = "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN";
                else if (line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))
                    usual = "235 welcome";
                else if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase))
                    from = line["MAIL FROM:".Length..].Split('>')[0].TrimStart('<');
                else if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
                    to = line["RCPT TO:".Length..].Split('>')[0].TrimStart('<');
                else if (line == "DATA")
                {
                    if (!await SayAsync(line, "354 go on"))
                        return;
                    var raw = new StringBuilder();
                    while (await reader.ReadLineAsync(stopping.Token) is { } text && text != ".")
                        raw.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                    Messages.Enqueue((from, to, raw.ToString()));
                    line = ".";
                }
                else if (line == "QUIT")
                {
                    await SayAsync(line, "221 bye");
                    return;
                }

                if (!await SayAsync(line, usual))
                    return;
            }

            async Task<bool> SayAsync(string command, string usual)
            {
                var said = answer(command) ?? usual;
                if (said == "hang")
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
                if (said == "close")
                    return false;
                await writer.WriteLineAsync(said);
                return true;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client has gone, or the test is over.
        }
    }
}
