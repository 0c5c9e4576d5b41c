using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Freshness;

/// <summary>Whether a dataset keeps what its update frequency promises.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FreshnessState>))]
public enum FreshnessState
{
    Fresh,
    Overdue,

    /// <summary>The publisher says that there will be no further update.</summary>
    Final,

    /// <summary>A frequency that promises no time: 随時, 不定期.</summary>
    NoInterval,

    /// <summary>No frequency is stated, or an unknown one.</summary>
    NoFrequency,

    /// <summary>Nothing tells when it was last changed.</summary>
    NoDate,

    /// <summary>The date proves nothing: a stamp of a bulk import, or a day that had not come yet.</summary>
    Unproven,
}
