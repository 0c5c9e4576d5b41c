using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Storage.Copying;

/// <summary>From where a copy begins.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CopyStart>))]
public enum CopyStart
{
    /// <summary>Into an empty store.</summary>
    Fresh,

    /// <summary>From where an earlier one was cut off.</summary>
    Resumed,

    /// <summary>An earlier one was thrown away, as the source has changed since.</summary>
    Anew,
}
