using System.Collections.Concurrent;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Accounts;

/// <summary>Whoever gave ten wrong tokens waits. Nobody guesses one of 2^256; this keeps the store from being asked for nothing.</summary>
internal sealed class SignInLimit(TimeProvider clock)
{
    public const int Most = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private const int MostClients = 10_000;

    private readonly ConcurrentDictionary<string, (int Wrong, DateTimeOffset Since)> clients = new(StringComparer.Ordinal);

    /// <summary>How long the client has to wait before it may try; null: it may.</summary>
    public TimeSpan? Wait(HttpContext context) =>
        clients.TryGetValue(Client(context), out var seen) && seen.Wrong >= Most && seen.Since + Window - clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;

    public void Wrong(HttpContext context)
    {
        var now = clock.GetUtcNow();
        if (clients.Count >= MostClients)
        {
            foreach (var (client, seen) in clients)
            {
                if (seen.Since + Window <= now)
                    clients.TryRemove(client, out _);
            }

            if (clients.Count >= MostClients)
                clients.Clear();
        }

        clients.AddOrUpdate(Client(context), (1, now), (_, seen) => seen.Since + Window <= now ? (1, now) : (seen.Wrong + 1, seen.Since));
    }

    public void Right(HttpContext context) => clients.TryRemove(Client(context), out _);

    /// <summary>Whose attempts are counted together.</summary>
    public static string Client(HttpContext context) => ClientLimit.Client(context.Connection.RemoteIpAddress);
}
