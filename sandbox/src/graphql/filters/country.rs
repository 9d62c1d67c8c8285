//! `ISO3166Alpha3Country` with all its values.

use async_graphql::Enum;

/// The alpha-3 country codes of ISO 3166.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ISO3166Alpha3Country")]
#[rustfmt::skip]
pub enum Iso3166Alpha3Country {
    Afg, Ala, Alb, Dza, Asm, And, Ago, Aia, Ata, Atg, Arg, Arm, Abw, Aus, Aut, Aze, Bhs, Bhr, Bgd,
    Brb, Blr, Bel, Blz, Ben, Bmu, Btn, Bol, Bes, Bih, Bwa, Bvt, Bra, Iot, Brn, Bgr, Bfa, Bdi, Cpv,
    Khm, Cmr, Can, Cym, Caf, Tcd, Chl, Chn, Cxr, Cck, Col, Com, Cog, Cod, Cok, Cri, Civ, Hrv, Cub,
    Cuw, Cyp, Cze, Dnk, Dji, Dma, Dom, Ecu, Egy, Slv, Gnq, Eri, Est, Swz, Eth, Flk, Fro, Fji, Fin,
    Fra, Guf, Pyf, Atf, Gab, Gmb, Geo, Deu, Gha, Gib, Grc, Grl, Grd, Glp, Gum, Gtm, Ggy, Gin, Gnb,
    Guy, Hti, Hmd, Vat, Hnd, Hkg, Hun, Isl, Ind, Idn, Irn, Irq, Irl, Imn, Isr, Ita, Jam, Jpn, Jey,
    Jor, Kaz, Ken, Kir, Prk, Kor, Qzz, Kwt, Kgz, Lao, Lva, Lbn, Lso, Lbr, Lby, Lie, Ltu, Lux, Mac,
    Mdg, Mwi, Mys, Mdv, Mli, Mlt, Mhl, Mtq, Mrt, Mus, Myt, Mex, Fsm, Mda, Mco, Mng, Mne, Msr, Mar,
    Moz, Mmr, Nam, Nru, Npl, Nld, Ncl, Nzl, Nic, Ner, Nga, Niu, Nfk, Mkd, Mnp, Nor, Omn, Pak, Plw,
    Pse, Pan, Png, Pry, Per, Phl, Pcn, Pol, Prt, Pri, Qat, Reu, Rou, Rus, Rwa, Blm, Shn, Kna, Lca,
    Maf, Spm, Vct, Wsm, Smr, Stp, Sau, Sen, Srb, Syc, Sle, Sgp, Sxm, Svk, Svn, Slb, Som, Zaf, Sgs,
    Ssd, Esp, Lka, Sdn, Sur, Sjm, Swe, Che, Syr, Twn, Tjk, Tza, Tha, Tls, Tgo, Tkl, Ton, Tto, Tun,
    Tur, Tkm, Tca, Tuv, Uga, Ukr, Are, Gbr, Usa, Umi, Ury, Uzb, Vut, Ven, Vnm, Vgb, Vir, Wlf, Esh,
    Yem, Zmb, Zwe,
}
