using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Harvester.Tests.Notifications;

/// <summary>
/// A mail server on a free port of 127.0.0.1 (RFC 5321, what a client needs of it): it keeps what it is given, or answers as a test says. With a certificate it speaks STARTTLS
/// (RFC 3207), with a login it takes mail only from who gave it (AUTH PLAIN, RFC 4616, or LOGIN).
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Func<string, string?> answer;
    private readonly X509Certificate2? certificate;
    private readonly (string User, string Password)? login;
    private readonly string mechanisms;
    private readonly Task listening;

    /// <param name="answer">A command (<c>HELLO</c> at the connection, <c>.</c> at the end of a message) → the answer to give instead, <c>hang</c> for none, null for the usual one.</param>
    /// <param name="certificate">Null: STARTTLS is not offered.</param>
    /// <param name="login">Null: anybody is welcome.</param>
    /// <param name="mechanisms">Of AUTH, as they are offered.</param>
    public SmtpServer(Func<string, string?>? answer = null, X509Certificate2? certificate = null, (string User, string Password)? login = null, string mechanisms = "PLAIN")
    {
        this.answer = answer ?? (static _ => null);
        (this.certificate, this.login, this.mechanisms) = (certificate, login, mechanisms);
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Raw messages, in the order in which they were taken.</summary>
    public ConcurrentQueue<(string From, string To, string Raw)> Messages { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Those of them that came over TLS.</summary>
    public ConcurrentQueue<string> SecureCommands { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await listening; // before the listener stops: between two callers it would find it stopped, which is another exception
        listener.Stop();
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
            Stream stream = client.GetStream();
            var (reader, writer) = Over(stream);
            var (from, to, welcome, secure) = ("", "", login is null, false);
            if (!await SayAsync("HELLO", "220 test ESMTP"))
                return;
            while (await reader.ReadLineAsync(stopping.Token) is { } line)
            {
                Commands.Enqueue(line);
                if (secure)
                    SecureCommands.Enqueue(line);
                var usual = "250 OK";
                if (line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase))
                    usual = $"250-test\r\n250-8BITMIME\r\n{(certificate is null || secure ? "" : "250-STARTTLS\r\n")}250 AUTH {mechanisms}";
                else if (line == "STARTTLS" && certificate is not null)
                {
                    if (!await SayAsync(line, "220 go ahead"))
                        return;
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
                    (stream, secure) = (tls, true);
                    (reader, writer) = Over(tls);
                    continue;
                }
                else if (line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase))
                    usual = (welcome = login is null || await LoginAsync(line) == login) ? "235 welcome" : "535 5.7.8 wrong user or password";
                else if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase))
                    (from, usual) = (line["MAIL FROM:".Length..].Split('>')[0].TrimStart('<'), !welcome ? "530 5.7.0 authenticate first" : usual);
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

            // PLAIN gives both at once, LOGIN one after the other.
            async Task<(string, string)> LoginAsync(string command)
            {
                if (command.StartsWith("AUTH PLAIN ", StringComparison.OrdinalIgnoreCase) && Decoded(command["AUTH PLAIN ".Length..]).Split('\0') is [_, var name, var word])
                    return (name, word);
                var user = command.Split(' ') is [_, _, var first] ? Decoded(first) : await AskAsync("VXNlcm5hbWU6");
                return (user, await AskAsync("UGFzc3dvcmQ6"));
            }

            async Task<string> AskAsync(string question)
            {
                await writer.WriteLineAsync($"334 {question}");
                return Decoded(await reader.ReadLineAsync(stopping.Token) ?? "");
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
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            // The client has gone or does not trust us, or the test is over.
        }
    }

    private static (StreamReader Reader, StreamWriter Writer) Over(Stream stream) =>
        (new StreamReader(stream, Encoding.UTF8), new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true });

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
