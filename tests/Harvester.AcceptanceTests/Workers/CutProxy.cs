using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>
/// Stands between a client and a server, and behaves as well as it is told. Misbehaving it cuts connections at any byte of either direction, some after bytes
/// that nobody sent, and delays what it hands on. Of what it makes up it never sends so much that it would pass for the rest of a message: TCP does not either.
/// </summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> open = new();
    private readonly EndPoint server;
    private readonly Task accepting;
    private readonly Lock choosing = new();
    private Random? mood;
    private int cutsLeft;
    private bool isHarsh;
    private volatile bool away;
    private int cuts;
    private long untilLeaving = long.MaxValue;

    public CutProxy(EndPoint server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    public EndPoint EndPoint => listener.LocalEndpoint;

    /// <summary>Connections cut so far in the middle.</summary>
    public int Cuts => Volatile.Read(ref cuts);

    /// <summary>From now on, for so many cuts; what is open is closed.</summary>
    public void Misbehave(int seed, int most) => Become(new Random(seed), isAway: false, most);

    /// <summary>No connection lives longer than a few messages.</summary>
    public void MisbehaveHarshly(int seed) => Become(new Random(seed), isAway: false, int.MaxValue);

    public void Behave() => Become(null, isAway: false);

    /// <summary>As a server that is down: nothing is answered.</summary>
    public void Leave() => Become(null, isAway: true);

    /// <summary>Goes down after so many bytes of both directions, in the middle of whatever they belong to.</summary>
    public void LeaveAfter(long bytes)
    {
        Become(null, isAway: false);
        Interlocked.Exchange(ref untilLeaving, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        Become(null, isAway: true);
    }

    private void Become(Random? random, bool isAway, int most = 0)
    {
        lock (choosing)
            (mood, cutsLeft, isHarsh) = (random, most, most == int.MaxValue);
        away = isAway;
        Interlocked.Exchange(ref untilLeaving, long.MaxValue);
        foreach (var socket in open.Keys)
            Close(socket);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                if (away)
                    Reset(client);
                else
                    _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        open[client] = open[upstream] = true;
        try
        {
            await upstream.ConnectAsync(server);
            var (there, back) = (Choose(), Choose());
            await Task.WhenAny(PumpAsync(client, upstream, there), PumpAsync(upstream, client, back));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // As good as cut.
        }
        finally
        {
            Close(client);
            Close(upstream);
        }
    }

    private Plan? Choose()
    {
        lock (choosing)
        {
            if (mood is null || cutsLeft == 0 || (!isHarsh && mood.Next(2) == 0))
                return null;
            // Cuts near the start hit handshakes, those after some 100 kB batches of documents; half of them fall between two messages.
            return new Plan(
                (long)Math.Pow(2, 6 + mood.NextDouble() * (isHarsh ? 6 : 12)), IsBetween: mood.Next(2) == 0, Garbage: mood.Next(2) == 0, IsReset: mood.Next(2) == 0,
                Delay: TimeSpan.FromMilliseconds(mood.Next(3) == 0 ? mood.Next(20) : 0), Seed: mood.Next());
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Plan? plan)
    {
        var buffer = new byte[64 << 10];
        var left = plan?.Bytes ?? long.MaxValue;
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (plan is { Delay.Ticks: > 0 })
                    await Task.Delay(plan.Delay, TimeProvider.System);
                if (Interlocked.Add(ref untilLeaving, -count) is < 0 and var over)
                {
                    Interlocked.Increment(ref cuts);
                    await SendAsync(to, buffer.AsMemory(0, (int)Math.Max(0, count + over)));
                    Leave();
                    return;
                }

                if (left >= count)
                {
                    left -= count;
                    await SendAsync(to, buffer.AsMemory(0, count));
                    continue;
                }

                lock (choosing)
                    cutsLeft = Math.Max(0, cutsLeft - 1);
                Interlocked.Increment(ref cuts);
                var whole = plan!.IsBetween ? 0 : (int)left;
                if (plan.Garbage)
                    new Random(plan.Seed).NextBytes(buffer.AsSpan(whole, count - whole));
                await SendAsync(to, buffer.AsMemory(0, plan.Garbage ? Math.Max(whole, count - 1) : whole));
                if (plan.IsReset)
                    Reset(to);
                return;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side has closed.
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes)..];
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    private void Close(Socket socket)
    {
        open.TryRemove(socket, out _);
        socket.Dispose();
    }

    /// <summary>What happens in one direction of one connection.</summary>
    private sealed record Plan(long Bytes, bool IsBetween, bool Garbage, bool IsReset, TimeSpan Delay, int Seed);
}
