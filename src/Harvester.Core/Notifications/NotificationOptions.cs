using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>What the one who runs the catalogue has settled.</summary>
public sealed record NotificationOptions
{
    /// <summary>Under which address the site is known, with a slash at its end; null: messages have paths only.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Mail address that answers questions; null: nobody's.</summary>
    public string? ReplyTo { get; init; }

    public IReadOnlyList<Recipient> Maintainers { get; init; } = [];
    public IReadOnlyList<Recipient> Central { get; init; } = [];

    /// <summary>Those of the configuration; municipalities subscribe.</summary>
    public IReadOnlyList<Recipient> Of(NoticeAudience audience) => audience switch
    {
        NoticeAudience.Maintainers => Maintainers,
        NoticeAudience.Central => Central,
        _ => [],
    };

    /// <summary>An address of the site: absolute where the site's is known, else its path.</summary>
    public string Address(string path) => BaseAddress is null ? "/" + path : new Uri(BaseAddress, path).AbsoluteUri;
}
